"""Reading Root Causes: read policy texts, code them, count, and show every count's sentences."""

__version__ = "0.1.0"
