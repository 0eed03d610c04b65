package org.restante.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which capabilities a test class or method needs. It is left out of the run where the fixture does not declare them. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Needs {

    /** The capabilities without any of which the test makes no sense. */
    Capability[] value();
}
