package org.restante.link;

import java.util.function.Consumer;

/** Opens links for the URI schemes it accepts; found through {@link java.util.ServiceLoader}. Any thread may use it. */
public interface LinkFactory {

    boolean accepts(String scheme);

    /**
     * Opens a link; the caller's first request is {@link Request.Connect}.
     *
     * @param events called on the link's thread; must not block
     * @throws LinkException if no broker can be reached
     * @throws IllegalArgumentException if the URI has an unknown option or an invalid value
     */
    Link open(LinkUri uri, Consumer<Event> events) throws LinkException;
}
