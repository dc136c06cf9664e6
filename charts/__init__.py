"""Pictures of supervision values as plain Vega-Lite; nothing here reads a database or knows Streamlit or Word.

Every drawing function returns a `picture.Picture` (spec, values, alt) and takes a `theme.Look`: SCREEN, SLIDE or
PAPER_LOOK.

- `map.draw_unit_map(assessment, shown)`, `map.undrawn_areas(areas)`: the units; functional zones for the list beside
- `tile_grid.draw_tile_grid(assessment, shown)`: the units without any boundary; first choice for slides
- `matrix.draw_band_matrix(assessment, units)`: units × total and twelve categories
- `ranking.draw_ranking(assessment, group, shown)`: sorted bars of one peer group
- `coverage.draw_coverage_map(coverage, areas, shades, unit_code)`, `coverage.draw_coverage_bars(...)`: one month
- `trend.draw_sparkline(assessments, area_code, shown)`, `trend.draw_trends(assessments, area_code)`: over quarters
- `shades.band_shades(bands)`, `shades.share_shades(scheme)`: classes with colour, mark and words
- `boundaries.map_settings()`, `boundaries.check_boundaries(...)`: the map file, its caption and where it may be used
- `png.render_png(picture, width_mm, dpi)`: the same picture for Word

`shown` is `rows.TOTAL`, a category id as text (`"3"`) or the id of an indicator that is a share (`"0.1"`).
On a page: `st.vega_lite_chart(picture.table, picture.spec, theme=None, key=..., on_select="rerun")`; a click gives
`{"pick": [{"code": "410100"}]}`, in the matrix with `column` besides.
"""
