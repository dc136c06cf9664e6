"""Pictures of supervision values, as plain Vega-Lite; nothing here reads a database or knows Streamlit or Word."""
