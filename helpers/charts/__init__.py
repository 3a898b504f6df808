"""Charts: each function asks one thing of a table and answers with a Plotly figure."""
