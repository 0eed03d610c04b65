package org.restante.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a broker in memory. Their parameters, and those of their life-cycle methods and constructors, can be the
 * ones that {@link RestanteExtension} lists.
 *
 * <pre>{@code
 * @RestanteTest
 * class OrdersTest {
 *     @Test
 *     void confirmsAnOrder(ConnectionFactory factory, @Named("orders") Queue orders, TestBroker broker) {
 *         new OrderDesk(factory).order("tea");
 *         broker.assertThat(orders).hasWaiting(1);
 *     }
 * }
 * }</pre>
 *
 * <p>It holds for nested test classes and subclasses, too.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RestanteExtension.class)
public @interface RestanteTest {

    /** For which tests a broker lives. */
    BrokerScope scope() default BrokerScope.METHOD;

    /** Options of the broker as in a URI, such as {@code maxMessage=1024&unusedQueues=10m}; docs/configuration.md lists them. */
    String options() default "";

    /** The first time of the broker's clock, such as {@code 2026-01-05T08:00:00Z}; empty for the time at the broker's start. */
    String startsAt() default "";
}
