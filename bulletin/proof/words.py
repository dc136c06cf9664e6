"""What was found in a file, in words for a screen and for the command line."""

from collections.abc import Iterator

from bulletin.proof.findings import Proof, ProofFinding, Verdict
from supervision.periods import print_date


def summarise(proof: Proof) -> str:
    """Return one sentence: how many figures there are and how many of them stand as made."""
    listed = proof.listed
    made = f"{listed.quarter.name}，数据截止{print_date(listed.cutoff)}，方案 {listed.scheme_id}"
    return f"共有数字{proof.figures:,}处（{made}），其中{proof.unchanged:,}处与生成时一致。"


def explain_data(proof: Proof) -> str:
    """Return whether the data have changed since the file was made, and what that means for its figures."""
    if proof.same_data is None:
        return "未与现有数据核对。"
    if proof.same_data:
        return "现有数据与生成文件时的数据完全相同。"
    behind = len(proof.of(Verdict.STALE, Verdict.GONE))
    if behind:
        return f"生成文件后数据有变化，{behind:,}个数字与现有数据不符。"
    return "生成文件后数据有变化，但文中数字均未受影响。"


def explain_position(proof: Proof) -> str:
    """Return how figures without tags were found; empty where all have theirs."""
    if not proof.by_position:
        return ""
    return f"{proof.by_position:,}处数字的标签已被编辑软件去掉，按上下文对应。"


def explain(finding: ProofFinding) -> str:
    """Return one finding as a line of text."""
    where = f"（{finding.around}）" if finding.around else ""
    if finding.verdict is Verdict.LOOSE:
        return f"{finding.verdict}：{finding.now}{where}"
    if finding.verdict in (Verdict.REMOVED, Verdict.GONE):
        return f"{finding.verdict}：{finding.was}{where}　{finding.name}"
    return f"{finding.verdict}：{finding.was} → {finding.now}{where}　{finding.name}"


def report_lines(proof: Proof) -> Iterator[str]:
    """Yield the report on a file line by line."""
    yield summarise(proof)
    yield explain_data(proof)
    if said := explain_position(proof):
        yield said
    yield from map(explain, proof.findings)
