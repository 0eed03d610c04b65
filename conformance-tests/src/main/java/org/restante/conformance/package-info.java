/**
 * The fixture that a provider implements to be tested, and the base class of the tests.
 *
 * <p>The tests are in the packages below this one, by chapters of the Jakarta Messaging 3.1 specification. They use
 * {@code jakarta.jms}, JUnit Jupiter and Awaitility only.
 */
@NullMarked
package org.restante.conformance;

import org.jspecify.annotations.NullMarked;
