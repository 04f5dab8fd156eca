"""The template Uppföljning år mot år."""
