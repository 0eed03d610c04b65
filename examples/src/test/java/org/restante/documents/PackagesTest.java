package org.restante.documents;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** docs/packages.md and its picture have the packages and uses that the classes have. */
final class PackagesTest {

    private final PackageDocument document;

    PackagesTest() throws IOException {
        document = new PackageDocument(PackageGraph.read());
    }

    @Test
    void tableHasThePackagesOfTheClasses() throws IOException {
        Generated.check("docs/packages.md", document.table());
    }

    @Test
    void pictureHasThePackagesOfTheClasses() throws IOException {
        Generated.check("docs/packages.svg", document.picture());
    }
}
