package org.restante.link;

import java.util.function.Consumer;

/** Opens links for the URI schemes it knows; found through {@link java.util.ServiceLoader}. */
public interface LinkFactory {

    boolean accepts(String scheme);

    /**
     * Opens a link; the caller's first request is {@link Request.Connect}.
     *
     * @param events called on the link's thread; must not block
     * @throws LinkException if there is nobody to talk to, or the URI has an option that is not known
     */
    Link open(LinkUri uri, Consumer<Event> events) throws LinkException;
}
