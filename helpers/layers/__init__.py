"""The layers of stand-off annotation, one module each; `helpers.coding` runs them in order."""
