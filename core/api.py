"""Shared pieces of /api/v1/."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """50 rows a page, at most 200."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "per_page"
