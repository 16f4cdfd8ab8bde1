"""A small rulebook in the manner of O4, for tests of scoring, settlement and reports."""

TOWN = """\
rulebook: town
version: "1"
title: 镇文明创建工作考核办法
basis: [{document: 考核办法, clause: 第一条}]
effective: {from: 2020-01-01, to: null}
subject: village
period: quarter
unit: {exempt: boolean}
facts:
  base_score: {columns: {score: decimal, source: text}}
  problem_state: {columns: {problem: text, source: text, misses: integer}}
items:
  - id: base
    title: 细则基础分
    clause: 每季度打一次基础分
    import: {fact: base_score, value: score}
  - id: problems
    title: 问题扣分
    clause: 每个问题扣 0.1 分，逾期依次加倍
    ladder:
      fact: problem_state
      where: source IN ('县三创办巡查', '领导巡查调研', '媒体曝光', '群众举报')
      key: problem
      value: {escalate: double, base: -0.1, step: misses}
totals: {year: {mean: assessed}}
ranking: {within: parent, among: NOT exempt, ties: min}
decisions:
  - {id: model, title: 示范村, per: period, top: 1, level: top}
  - {id: behind, title: 后进村, per: period, bottom: 1, where: size >= 3, level: concern}
settlement:
  per: period
  deposits: [{party: village, amount: 4000}]
  awards: [{rank: 1, party: village, amount: 3000}]
  fines: [{rank: last, party: village, amount: 1000, from: deposit, least_size: 3}]
  ties: share
"""
