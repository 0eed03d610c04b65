/** The behaviour of Restante in each row of {@code docs/moving.md}; the tests use {@code jakarta.jms} only, so that they can run on any provider. */
package org.restante.moving;
