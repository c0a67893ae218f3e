"""The script of an empty page."""

import streamlit as st

st.html("<h1>Nic</h1>")
