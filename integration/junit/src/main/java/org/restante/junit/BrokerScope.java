package org.restante.junit;

/** For which tests a broker lives. */
public enum BrokerScope {
    /**
     * Each test method has a broker, and so has each invocation of a parameterized or repeated test; it ends after the test.
     * {@code @BeforeAll} methods, and constructors of classes with one instance for all tests, have none.
     */
    METHOD,

    /**
     * All test methods of a class, and of the classes nested in it, share a broker and what earlier tests left in it; it ends after the
     * last test.
     */
    CLASS
}
