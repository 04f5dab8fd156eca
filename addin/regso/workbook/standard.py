"""Temporary: names that modules still import until every template is ported."""
