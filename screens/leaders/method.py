"""计分办法: how every figure is made, generated from the scheme."""

from components.frame import open_page
from components.method_view import show_method

selected = open_page("计分办法", "每个分数是怎么算出来的？")
show_method(selected.scheme, selected.quarter)
