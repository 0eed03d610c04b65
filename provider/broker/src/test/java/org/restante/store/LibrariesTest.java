package org.restante.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker must not choose libraries for the applications around it that it does not use itself. */
final class LibrariesTest {

    /** Those of MapDB's classes that need Guava. */
    private static final Set<String> UNUSABLE = Set.of("org.mapdb.DB", "org.mapdb.DB$Maker", "org.mapdb.HTreeMap");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com/google/common/base/Joiner.class",
                "com/google/common/util/concurrent/internal/InternalFutureFailureAccess.class"
            })
    void bringsNoLibraryThatItDoesNotUse(String resource) {
        assertNull(getClass().getClassLoader().getResource(resource));
    }

    @Test
    void usesNoClassOfMapDbThatNeedsOne() {
        TreeSet<String> used = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter().importPackages("org.restante.store")) {
            type.getDirectDependenciesFromSelf()
                    .forEach(to -> used.add(to.getTargetClass().getName()));
        }
        used.retainAll(UNUSABLE);
        assertEquals(Set.of(), used);
    }
}
