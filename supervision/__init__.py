"""Words and rules of the job: pure functions and frozen values, importing nothing of ours."""
