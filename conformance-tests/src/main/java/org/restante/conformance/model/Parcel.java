package org.restante.conformance.model;

import java.io.Serializable;
import java.util.List;

/**
 * What the tests of ObjectMessage send.
 *
 * @param label a string
 * @param weights a collection of the JDK
 */
record Parcel(String label, List<Integer> weights) implements Serializable {

    private static final long serialVersionUID = 1;
}
