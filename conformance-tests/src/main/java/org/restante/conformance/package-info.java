/**
 * What a provider must bring to be tested, and what every test of the suite stands on.
 *
 * <p>The tests live in the packages below, one a chapter of the Jakarta Messaging 3.1 specification, and use
 * {@code jakarta.jms}, JUnit Jupiter and Awaitility only.
 */
@NullMarked
package org.restante.conformance;

import org.jspecify.annotations.NullMarked;
