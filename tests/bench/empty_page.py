"""An empty Streamlit page, served as ours are: what any page costs. `python empty_page.py PORT`."""

import gc
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

if __name__ == "__main__" and sys.argv[1:]:
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from dashboards.app import options

    @asynccontextmanager
    async def quiet(app: st.App):
        gc.collect()
        gc.freeze()  # as our server does
        yield

    at = {"server.port": int(sys.argv[1]), "server.address": "127.0.0.1"}
    st.App(Path(__file__).with_name("empty_script.py"), lifespan=quiet).run(config=options() | at)
