package org.restante.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class CasesTest {

    sealed interface Shape {}

    record Point() implements Shape {}

    sealed interface Round extends Shape {}

    record Circle() implements Round {}

    record Ellipse() implements Round {}

    @Test
    void everyCaseHasItsValue() {
        Cases<Shape, String> table = Cases.<Shape, String>of(Shape.class)
                .put(Point.class, "point")
                .put(Round.class, "round")
                .build();
        assertEquals("point", table.of(new Point()));
        assertEquals("round", table.of(new Ellipse()));
        assertEquals(Set.of(Point.class, Circle.class, Ellipse.class), Cases.classes(Shape.class));
    }

    @Test
    void tableWithAMissingCaseIsNotMade() {
        Cases.Builder<Shape, Integer> table =
                Cases.<Shape, Integer>of(Shape.class).putAll(1, Point.class, Circle.class);
        String reason = assertThrows(IllegalStateException.class, table::build).getMessage();
        assertTrue(reason.contains("Ellipse") && !reason.contains("Point"), reason);
    }

    @Test
    void caseWithTwoValuesIsRefused() {
        Cases.Builder<Shape, Integer> table =
                Cases.<Shape, Integer>of(Shape.class).put(Circle.class, 1);
        assertThrows(IllegalStateException.class, () -> table.put(Round.class, 2));
    }

    @Test
    void objectThatIsNotACaseIsRefused() {
        Cases<Circle, Integer> table =
                Cases.<Circle, Integer>of(Circle.class).put(Circle.class, 1).build();
        @SuppressWarnings({"unchecked", "rawtypes"})
        Cases<Object, Integer> unsafe = (Cases) table;
        assertThrows(IllegalArgumentException.class, () -> unsafe.of(new Point()));
    }
}
