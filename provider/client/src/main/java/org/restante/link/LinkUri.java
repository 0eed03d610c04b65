package org.restante.link;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A parsed connection URI: {@code vm:NAME?data=DIR}, {@code tcp://HOST:PORT?option=value}. Immutable.
 *
 * @param scheme in lower case
 * @param target the part between the scheme and the question mark, without leading slashes
 * @param options decoded, in order
 */
public record LinkUri(String scheme, String target, Map<String, String> options) {

    public LinkUri {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Parses a URI.
     *
     * @throws IllegalArgumentException if the scheme or the target is missing, or an option is not {@code name=value}
     */
    public static LinkUri parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException(
                    "the URI '" + text + "' has no scheme; write vm:NAME or tcp://HOST:PORT");
        }
        int question = text.indexOf('?');
        String target = text.substring(colon + 1, question < 0 ? text.length() : question);
        while (target.startsWith("/")) {
            target = target.substring(1);
        }
        if (target.isEmpty()) {
            throw new IllegalArgumentException("the URI '" + text + "' names nothing behind the scheme; write vm:NAME");
        }
        String scheme = text.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
        return new LinkUri(scheme, target, question < 0 ? Map.of() : readOptions(text, text.substring(question + 1)));
    }

    private static Map<String, String> readOptions(String uri, String query) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("the URI '" + uri + "' has '" + pair + "' where name=value is due");
            }
            String name = decode(pair.substring(0, equals));
            if (options.put(name, decode(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("the URI '" + uri + "' gives '" + name + "' twice; give it once");
            }
        }
        return options;
    }

    private static String decode(String text) {
        String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (decoded.indexOf('\ufffd') >= 0) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' has escapes that are not UTF-8; write each byte of the UTF-8 form, such as %C3%A9 where Latin-1 has %E9");
        }
        return decoded;
    }

    public @Nullable String option(String name) {
        return options.get(name);
    }

    /** A copy of the URI without some options, which are meant for another reader. */
    public LinkUri without(Collection<String> names) {
        Map<String, String> rest = new LinkedHashMap<>(options);
        rest.keySet().removeAll(names);
        return new LinkUri(scheme, target, rest);
    }

    /**
     * Refuses unknown options.
     *
     * @throws IllegalArgumentException if an option is not in {@code known}; the message names the nearest known one
     */
    public void checkOptions(Collection<String> known) {
        for (String name : options.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "the option '" + name + "' of '" + this + "' is not known; " + NearestWord.to(name, known));
            }
        }
    }

    /**
     * Opens a link by the first factory on the class path that accepts the scheme.
     *
     * @param events called on the link's thread, one at a time; must not block
     * @throws LinkException if no factory accepts the scheme, or no broker can be reached
     * @throws IllegalArgumentException if the URI has an unknown option or an invalid value
     */
    public Link open(java.util.function.Consumer<Event> events) throws LinkException {
        for (LinkFactory factory : ServiceLoader.load(LinkFactory.class, LinkFactory.class.getClassLoader())) {
            if (factory.accepts(scheme)) {
                return factory.open(this, events);
            }
        }
        throw new LinkException(Problem.INVALID_DESTINATION, unknown(scheme));
    }

    /** Why a scheme cannot be used, and what to do. */
    public static String unknown(String scheme) {
        return "nothing on the class path opens '" + scheme + ":' links; "
                + switch (scheme) {
                    case "vm" -> "add restante-broker for vm:";
                    case "kafka" -> "add org.restante:restante-kafka for kafka:";
                    default -> "write vm:NAME, tcp://HOST:PORT or tls://HOST:PORT";
                };
    }

    @Override
    public String toString() {
        return scheme + ":" + target;
    }
}
