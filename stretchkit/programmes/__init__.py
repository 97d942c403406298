"""Observations → a plan: what to do in each week, how much of it, and why."""

from stretchkit.programmes.builder import programme
from stretchkit.programmes.plan import Advice, Dose, Item, Move, Plan

__all__ = ["Advice", "Dose", "Item", "Move", "Plan", "programme"]
