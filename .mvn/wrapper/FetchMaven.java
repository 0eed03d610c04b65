import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Brings the pinned Maven onto this machine, with nothing but a JDK: downloads, checks, unpacks, and puts it in its place
 * in one move. Run from source by mvnw: {@code java FetchMaven.java URL SHA512 TARGET-DIRECTORY}.
 *
 * <p>Two builds may do this at once. Each works in a directory of its own; the second to finish finds the place taken.
 */
final class FetchMaven {
    private FetchMaven() {}

    public static void main(String[] args) throws Exception {
        URI source = URI.create(args[0]);
        Path target = Path.of(args[2]);
        try {
            fetch(source, args[1], target);
        } catch (IOException e) {
            System.err.println("mvnw: cannot fetch Maven: " + (e.getMessage() == null ? e : e.getMessage()));
            System.exit(1);
        }
    }

    private static void fetch(URI source, String expected, Path target) throws Exception {
        Files.createDirectories(target.getParent());
        Path work = Files.createTempDirectory(target.getParent(), "fetch-");
        try {
            Path archive = work.resolve("maven.zip");
            String actual = download(source, archive);
            if (!actual.equalsIgnoreCase(expected)) {
                throw new IOException("what came from " + source + " has the SHA-512 sum " + actual
                        + ", not the one in .mvn/wrapper/maven-wrapper.properties; nothing was installed");
            }
            place(unpack(archive, work.resolve("unpacked")), target);
        } finally {
            delete(work);
        }
    }

    /** Returns the SHA-512 sum of what was written to the file. */
    private static String download(URI source, Path file) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
        HttpResponse<InputStream> response =
                client.send(HttpRequest.newBuilder(source).build(), HttpResponse.BodyHandlers.ofInputStream());
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        try (InputStream in = new DigestInputStream(response.body(), digest)) {
            if (response.statusCode() != 200) {
                throw new IOException(source + " answered with status " + response.statusCode());
            }
            Files.copy(in, file);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the one directory that the archive holds. */
    private static Path unpack(Path archive, Path into) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = into.resolve(entry.getName()).normalize();
                if (!path.startsWith(into)) {
                    throw new IOException("the archive has an entry outside itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    try (OutputStream out = Files.newOutputStream(path)) {
                        zip.transferTo(out);
                    }
                }
            }
        }
        try (var homes = Files.list(into)) {
            Path home = homes.findFirst().orElseThrow(() -> new IOException("the archive is empty"));
            if (!home.resolve("bin/mvn").toFile().setExecutable(true)) {
                throw new IOException("cannot make " + home.resolve("bin/mvn") + " executable");
            }
            return home;
        }
    }

    private static void place(Path home, Path target) throws IOException {
        try {
            Files.move(home, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Whoever came first has left a whole Maven there, as only whole ones are moved.
            if (!Files.isExecutable(target.resolve("bin/mvn"))) {
                throw e;
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (var walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
