"""The cloud over HTTP: a file a group of routes, and what they share. The same application answers in process and over a network."""

from .app import create_app as create_app
