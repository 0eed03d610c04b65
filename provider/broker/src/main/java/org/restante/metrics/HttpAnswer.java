package org.restante.metrics;

import org.jspecify.annotations.Nullable;

/** The answer to an HTTP request. Immutable. */
record HttpAnswer(int status, String type, String text) {

    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int INTERNAL_SERVER_ERROR = 500;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    static final HttpAnswer NOT_UNDERSTOOD = new HttpAnswer(BAD_REQUEST, PLAIN, "not a request of HTTP/1.1\n");
    static final HttpAnswer NOT_ALLOWED = new HttpAnswer(METHOD_NOT_ALLOWED, PLAIN, "only GET and HEAD are served\n");
    static final HttpAnswer BUSY =
            new HttpAnswer(SERVICE_UNAVAILABLE, PLAIN, "too many requests wait already; try again later\n");
    static final HttpAnswer FAILED =
            new HttpAnswer(INTERNAL_SERVER_ERROR, PLAIN, "the request failed; the log of the server has the reason\n");
    static final HttpAnswer ABSENT =
            new HttpAnswer(NOT_FOUND, PLAIN, "not found; the paths are /health, /ready and /metrics\n");

    static HttpAnswer metrics(String page) {
        return new HttpAnswer(OK, PROMETHEUS, page);
    }

    /** 200 with the positive word; if there is a reason against it, 503 with the reason. */
    static HttpAnswer of(String positive, @Nullable String reason) {
        return reason == null
                ? new HttpAnswer(OK, PLAIN, positive + '\n')
                : new HttpAnswer(SERVICE_UNAVAILABLE, PLAIN, reason + '\n');
    }
}
