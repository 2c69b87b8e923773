"""The composition root: the only place that builds the station's parts and joins them."""
