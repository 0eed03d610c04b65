package org.restante.users;

import java.util.Locale;
import org.restante.link.AdminRequest;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators did, a line each, in a log of its own: {@code org.restante.audit}. What only looks is not written.
 *
 * <p>Whatever comes from outside is shown without line breaks and other control characters.
 */
final class Audit {

    static final String NAME = "org.restante.audit";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);
    private static final int MAX_LENGTH = 500;

    private Audit() {}

    static boolean isWorthALine(Request request) {
        if (request instanceof AdminRequest.Sweep sweep) {
            return sweep.act() != AdminRequest.Act.COUNT;
        }
        return request instanceof AdminRequest
                && !(request instanceof AdminRequest.Configuration
                        || request instanceof AdminRequest.Look
                        || request instanceof AdminRequest.Messages
                        || request instanceof AdminRequest.Deliveries
                        || request instanceof AdminRequest.Destinations
                        || request instanceof AdminRequest.Connections
                        || request instanceof AdminRequest.Info
                        || request instanceof AdminRequest.Disk
                        || request instanceof AdminRequest.Holders);
    }

    static void done(String user, long connection, String peer, Request request, Reply reply) {
        LOG.info(
                "user={} connection={} peer={} request={} outcome={}",
                quote(user),
                connection,
                quote(peer),
                quote(words(request)),
                outcome(reply));
    }

    static void loginRefused(String user, String peer, long delayMillis) {
        LOG.warn(
                "user={} peer={} request=\"Connect\" outcome=\"refused\" delayMs={}",
                quote(user),
                quote(peer),
                delayMillis);
    }

    private static String words(Request request) {
        return request instanceof AdminRequest.Import imported
                ? "Import[to=" + imported.to() + ", messages="
                        + imported.messages().size() + "]"
                : request.toString();
    }

    private static String outcome(Reply reply) {
        return quote(
                reply instanceof Reply.Refused refused
                        ? "refused: " + refused.problem() + ", " + refused.reason()
                        : reply.toString());
    }

    /** In quotes, in one line, and not longer than it should be. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int end = Math.min(text.length(), MAX_LENGTH);
        for (int i = 0; i < end; i++) {
            char next = text.charAt(i);
            if (next == '"' || next == '\\') {
                quoted.append('\\').append(next);
            } else if (Character.isISOControl(next) || next == '\u2028' || next == '\u2029') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) next));
            } else {
                quoted.append(next);
            }
        }
        return quoted.append(end < text.length() ? "...\"" : "\"").toString();
    }
}
