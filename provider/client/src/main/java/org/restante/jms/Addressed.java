package org.restante.jms;

import jakarta.jms.Destination;
import org.restante.message.Address;

/** A destination of this provider's. */
interface Addressed extends Destination {

    Address address();
}
