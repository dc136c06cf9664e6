"""The office's shared database: read only, one query per public function."""
