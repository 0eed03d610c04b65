package org.restante.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The sections of the Jakarta Messaging 3.1 specification that require the behaviour which a test checks. Each test must name one. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Section {

    /** The numbers of the sections, like {@code 3.5.4}; "API: Session" if only the Javadoc of that interface requires the behaviour. */
    String[] value();
}
