/** The behaviour of Restante in each row of {@code docs/moving.md}, seen by an application of {@code jakarta.jms}. */
package org.restante.moving;
