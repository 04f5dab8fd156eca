"""Maps of a register's own shares: what is drawn (`view`, `own`), and how (`choropleth`)."""
