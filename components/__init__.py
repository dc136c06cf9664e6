"""Streamlit's side of the house: the cached door to data, the selection, the frame of a page, and shared views."""
