"""A new template looked at from outside to inside, and a filled document once more; in the limited process."""

from typing import TYPE_CHECKING

from bulletin.templates.parts import find_part_faults

if TYPE_CHECKING:
    from bulletin.templates.job import Job

MOST_FINISHED_BYTES = 20_000_000


def inspect_template(job: "Job") -> tuple[str, ...]:
    """Return a sentence per fault of a new template: its parts, then what its marks say."""
    if faults := find_part_faults(job.template.content):
        return faults
    from bulletin.templates.tags import find_tag_faults

    shown = [{"caption": picture.caption, "note": picture.note, "image": "图"} for picture in job.pictures]
    return find_tag_faults(job.template.content, job.context | {"pictures": shown})


def inspect_filled(docx: bytes, name: str) -> tuple[str, ...]:
    """Return a sentence per thing in a filled document that no template may bring into it."""
    if len(docx) > MOST_FINISHED_BYTES:
        return (f"用模板 {name} 生成的文件大于{MOST_FINISHED_BYTES // 1_000_000} MB，请检查循环标记。",)
    return tuple(f"用模板 {name} 生成的文件：{fault}" for fault in find_part_faults(docx, is_finished=True))
