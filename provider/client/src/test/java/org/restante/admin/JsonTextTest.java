package org.restante.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTextTest {

    @Test
    void readsEveryKindOfValue() throws JsonText.MalformedException {
        assertEquals(
                Map.of(
                        "a", Arrays.asList(true, false, null),
                        "b", new JsonText.Numeral("-1.50e+3"),
                        "c", Map.of(),
                        "d", List.of(),
                        "e", "x\"\\/\b\f\n\r\tü\uD83D\uDE00"),
                JsonText.read(" {\"a\": [true,false , null],\"b\":-1.50e+3,\"c\":{},\"d\":[ ],"
                        + "\"e\":\"x\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fc\\ud83d\\uDE00\"}\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "{\"a\"}",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "[1,]",
                "[1 2]",
                "{a:1}",
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "nul",
                "True",
                "NaN",
                "1 1",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12",
                "\"\t\"",
                "[[[[[[[[[[1]]]]]]]]]]"
            })
    void refusesWhatIsNoJsonAndSaysWhere(String text) {
        var refusal = assertThrows(JsonText.MalformedException.class, () -> JsonText.read(text));
        assertTrue(String.valueOf(refusal.getMessage()).contains("at character "), refusal::getMessage);
    }

    @Test
    void readsEveryStringThatItWrites() throws JsonText.MalformedException {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                int kind = random.nextInt(3);
                text.append((char)
                        (kind == 0
                                ? random.nextInt(0x80)
                                : kind == 1 ? 0xD800 + random.nextInt(0x800) : random.nextInt(0x10000)));
            }
            StringBuilder out = new StringBuilder();
            JsonText.writeString(out, text.toString());
            assertEquals(text.toString(), JsonText.read(out.toString()));
            byte[] utf8 = out.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertEquals(out.toString(), new String(utf8, java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
