package org.restante;

import org.restante.link.ForwardingLink;
import org.restante.link.Link;

/**
 * A link that is closed when it is lost: a client that loses a socket of its own machine has ended, and does not come back. Any
 * thread may use it.
 */
final class LocalLink extends ForwardingLink {

    LocalLink(Link link) {
        super(link);
    }

    @Override
    public void lose() {
        close();
    }
}
