/** The fixture for ActiveMQ Classic. */
@NullMarked
package org.restante.conformance.classic;

import org.jspecify.annotations.NullMarked;
