"""What serves the pages: the frame around them, the guards before them, the routes beside them."""
