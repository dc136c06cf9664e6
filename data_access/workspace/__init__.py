"""Our own small writable store: decisions, contests, frozen assessments, issued bulletins, drafts."""
