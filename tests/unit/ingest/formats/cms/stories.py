"""One invented story as each content management system gives it."""

from __future__ import annotations

from typing import Any

WORDPRESS: dict[str, Any] = {
    "id": 7,
    "date": "2026-11-23T09:10:30",
    "date_gmt": "2026-11-23T08:10:30",
    "modified_gmt": "2026-11-23T08:40:00",
    "guid": {"rendered": "https://post.example/?p=7"},
    "slug": "ferry-runs",
    "status": "publish",
    "type": "post",
    "link": "https://post.example/ferry-runs",
    "title": {"rendered": "Ferries &#8220;Tern&#8221; run"},
    "content": {"rendered": "<p>It runs again.</p>\n<p>[ad_slot id=3]</p>", "protected": False},
    "excerpt": {"rendered": "<p>After two days.</p>"},
    "author": 2,
    "_embedded": {
        "author": [{"name": "Ann Lee"}],
        "wp:term": [
            [{"taxonomy": "category", "slug": "harbour", "name": "Harbour"}],
            [{"taxonomy": "post_tag", "slug": "ships", "name": "ships"}],
        ],
        "wp:featuredmedia": [
            {"source_url": "https://post.example/1.jpg", "alt_text": "A ferry"}
        ],
    },
}
GHOST: dict[str, Any] = {
    "id": "64",
    "uuid": "0f3a4c11-7d1f-4e55-9d0a-5a3f6f2b8a10",
    "title": "Ferries “Tern” run",
    "slug": "ferry-runs",
    "html": "<p>It runs again.</p>",
    "comment_id": "64",
    "feature_image": "https://post.example/1.jpg",
    "published_at": "2026-11-23T09:10:30.000+01:00",
    "updated_at": "2026-11-23T08:40:00.000Z",
    "custom_excerpt": "After two days.",
    "url": "https://post.example/ferry-runs/",
    "authors": [{"name": "Ann Lee"}],
    "tags": [{"name": "ships", "slug": "ships"}],
    "primary_tag": {"name": "Harbour", "slug": "harbour"},
}
DRUPAL: dict[str, Any] = {
    "jsonapi": {"version": "1.0"},
    "data": [
        {
            "type": "node--article",
            "id": "0f3a4c11-7d1f-4e55-9d0a-5a3f6f2b8a10",
            "links": {"self": {"href": "https://post.example/jsonapi/node/article/1"}},
            "attributes": {
                "title": "Ferries “Tern” run",
                "status": True,
                "langcode": "en",
                "created": "2026-11-23T08:10:30+00:00",
                "changed": "2026-11-23T08:40:00+00:00",
                "path": {"alias": "/ferry-runs"},
                "body": {
                    "value": "It…",
                    "processed": "<p>It runs again.</p>",
                    "summary": "After two days.",
                },
            },
            "relationships": {
                "uid": {"data": {"type": "user--user", "id": "u1"}},
                "field_tags": {"data": [{"type": "taxonomy_term--tags", "id": "t1"}]},
                "field_image": {"data": {"type": "file--file", "id": "f1"}},
            },
        }
    ],
    "included": [
        {"type": "user--user", "id": "u1", "attributes": {"display_name": "Ann Lee"}},
        {"type": "taxonomy_term--tags", "id": "t1", "attributes": {"name": "ships"}},
        {"type": "file--file", "id": "f1", "attributes": {"uri": {"url": "/1.jpg"}}},
    ],
}
ARC: dict[str, Any] = {
    "_id": "ABCD1234",
    "type": "story",
    "version": "0.10.9",
    "canonical_url": "/harbour/ferry-runs/",
    "headlines": {"basic": "Ferries “Tern” run"},
    "description": {"basic": "After two days."},
    "first_publish_date": "2026-11-23T08:10:30Z",
    "last_updated_date": "2026-11-23T08:40:00Z",
    "slug": "ferry-runs",
    "content_elements": [
        {"type": "text", "content": "It runs again."},
        {"type": "header", "level": 3, "content": "Times"},
        {
            "type": "list",
            "list_type": "unordered",
            "items": [{"type": "text", "content": "six"}],
        },
        {
            "type": "table",
            "header": [{"content": "Ship"}],
            "rows": [[{"type": "text", "content": "Tern"}]],
        },
        {"type": "image", "url": "https://post.example/2.jpg"},
    ],
    "credits": {"by": [{"name": "Ann Lee"}]},
    "taxonomy": {
        "tags": [{"text": "ships"}],
        "sections": [{"_id": "/harbour", "name": "Harbour"}],
    },
    "promo_items": {"basic": {"type": "image", "url": "https://post.example/1.jpg"}},
}
SCHEMA_ORG: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": ["NewsArticle"],
    "@id": "https://post.example/ferry-runs#article",
    "url": "https://post.example/ferry-runs",
    "headline": "Ferries “Tern” run",
    "description": "After two days.",
    "datePublished": "2026-11-23T08:10:30Z",
    "dateModified": "2026-11-23T08:40:00Z",
    "author": [{"@type": "Person", "name": "Ann Lee"}],
    "publisher": {"@type": "Organization", "name": "Harbour Post"},
    "articleBody": "It runs again.\n\nSix sail a day.",
    "keywords": "ships, harbour",
    "image": ["https://post.example/1.jpg"],
}
ACTIVITY: dict[str, Any] = {
    "id": "https://post.example/1/activity",
    "type": "Create",
    "actor": "https://post.example/desk",
    "to": ["https://www.w3.org/ns/activitystreams#Public"],
    "object": {
        "id": "https://post.example/1",
        "type": "Article",
        "url": "https://post.example/ferry-runs",
        "name": "Ferries “Tern” run",
        "summary": "After two days.",
        "content": "<p>It runs again.</p>",
        "attributedTo": {"type": "Person", "name": "Ann Lee"},
        "published": "2026-11-23T08:10:30Z",
        "updated": "2026-11-23T08:40:00Z",
        "tag": [{"type": "Hashtag", "name": "#ships"}],
        "attachment": [{"mediaType": "image/jpeg", "url": "https://post.example/1.jpg"}],
    },
}
ALL: dict[str, Any] = {
    "wordpress_rest": WORDPRESS,
    "ghost": {"posts": [GHOST], "meta": {"pagination": {"page": 1}}},
    "drupal": DRUPAL,
    "arc": ARC,
    "schema_org": SCHEMA_ORG,
    "activity_pub": {
        "@context": "https://www.w3.org/ns/activitystreams",
        "type": "OrderedCollectionPage",
        "orderedItems": [ACTIVITY],
    },
}
