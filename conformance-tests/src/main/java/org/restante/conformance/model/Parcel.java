package org.restante.conformance.model;

import java.io.Serializable;
import java.util.List;

/**
 * A serializable object of the application, as the body of an ObjectMessage.
 *
 * @param label a string
 * @param weights a collection of the JDK
 */
record Parcel(String label, List<Integer> weights) implements Serializable {

    private static final long serialVersionUID = 1;
}
