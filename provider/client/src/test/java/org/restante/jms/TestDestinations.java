package org.restante.jms;

import org.restante.jms.message.DestinationFactory;

/** The public types of destinations, for tests of the rooms below. */
public final class TestDestinations {

    public static final DestinationFactory DESTINATIONS = PublicDestinations.THIS;

    private TestDestinations() {}
}
