package org.restante.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The capabilities that a test class or method needs. Those of the method are added to those of
 * its class. A test whose capabilities the fixture does not declare is not run, and is listed as not offered.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Needs {

    /** The capabilities, all of which are needed. */
    Capability[] value();
}
