package org.restante.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The sections of the Jakarta Messaging 3.1 specification that ask for what a test checks. Each test must name one. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Section {

    /** Their numbers, like {@code 3.5.4}; "API: Session" where only the documentation of that interface says it. */
    String[] value();
}
