"""Going through a bank, item after item: the session, and its faces in a terminal and a browser."""
