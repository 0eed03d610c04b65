/** The fixture for Qpid JMS with Qpid Broker-J. */
@NullMarked
package org.restante.conformance.qpid;

import org.jspecify.annotations.NullMarked;
