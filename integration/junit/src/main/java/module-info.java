/** A broker for each test, by JUnit Jupiter. */
module org.restante.junit {
    requires transitive org.junit.jupiter.api;
    requires transitive org.restante.broker;
    requires static org.jspecify;

    exports org.restante.junit;
}
