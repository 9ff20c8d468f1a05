package dev.guestkit.job;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a {@code guestkit.inspect} job asks for, with the defaults of the protocol filled in. Immutable. */
public record InspectPayload(Image image, Options options, Optional<Output> output) {

    /**
     * Which sections the result has.
     *
     * @param artifacts what is stored beside the result, an addition of ours
     */
    public record Options(
            boolean deepScan,
            boolean includePackages,
            boolean includeServices,
            boolean includeUsers,
            boolean includeNetwork,
            boolean includeSecurity,
            boolean includeStorage,
            boolean includeDatabases,
            boolean scanVulnerabilities,
            Set<InspectArtifact> artifacts) {
        /** Copies the set. */
        public Options {
            artifacts = Set.copyOf(artifacts);
        }
    }

    /**
     * Reads the payload of a {@code guestkit.inspect} job.
     *
     * @throws DocumentException with every problem when the payload is of another operation or version, or not valid
     */
    public static InspectPayload from(Payload payload) {
        DataNode data = new DataNode(Operations.require(Operations.INSPECT, payload));
        DataNode options = data.object("options");
        return new InspectPayload(
                Image.from(data.object("image")),
                new Options(
                        options.flag("deep_scan", false),
                        options.flag("include_packages", true),
                        options.flag("include_services", true),
                        options.flag("include_users", true),
                        options.flag("include_network", true),
                        options.flag("include_security", true),
                        options.flag("include_storage", true),
                        options.flag("include_databases", true),
                        options.flag("scan_vulnerabilities", false),
                        artifacts(options.texts("artifacts"))),
                Output.from(data));
    }

    private static Set<InspectArtifact> artifacts(List<String> names) {
        Set<InspectArtifact> artifacts = EnumSet.noneOf(InspectArtifact.class);
        names.forEach(name -> InspectArtifact.ofWireName(name).ifPresent(artifacts::add));
        return artifacts;
    }

    /** Puts the data together. Not thread-safe. */
    public static final class Builder extends ReportDataBuilder<Builder> {
        Builder(String path) {
            super(Operations.INSPECT, path);
            outputBeside(path);
        }

        @Override
        Builder self() {
            return this;
        }

        /** File-level facts too: setuid files, certificates, large files. Without it, false. */
        public Builder deepScan(boolean deepScan) {
            at("options").put("deep_scan", deepScan);
            return this;
        }

        /** Installed packages. Without it, true. */
        public Builder includePackages(boolean includePackages) {
            at("options").put("include_packages", includePackages);
            return this;
        }

        /** Services. Without it, true. */
        public Builder includeServices(boolean includeServices) {
            at("options").put("include_services", includeServices);
            return this;
        }

        /** Users and groups. Without it, true. */
        public Builder includeUsers(boolean includeUsers) {
            at("options").put("include_users", includeUsers);
            return this;
        }

        /** Network configuration. Without it, true. */
        public Builder includeNetwork(boolean includeNetwork) {
            at("options").put("include_network", includeNetwork);
            return this;
        }

        /** Security settings. Without it, true. */
        public Builder includeSecurity(boolean includeSecurity) {
            at("options").put("include_security", includeSecurity);
            return this;
        }

        /** Partitions, volumes, mounts. Without it, true. */
        public Builder includeStorage(boolean includeStorage) {
            at("options").put("include_storage", includeStorage);
            return this;
        }

        /** Databases and web servers. Without it, true. */
        public Builder includeDatabases(boolean includeDatabases) {
            at("options").put("include_databases", includeDatabases);
            return this;
        }

        /** Known vulnerabilities. Without it, false. */
        public Builder scanVulnerabilities(boolean scanVulnerabilities) {
            at("options").put("scan_vulnerabilities", scanVulnerabilities);
            return this;
        }

        /**
         * What is stored beside the result: bills of materials, a report for people. Without it, nothing. The bills need {@link #includePackages}.
         */
        public Builder artifacts(InspectArtifact... artifacts) {
            for (InspectArtifact artifact : artifacts) {
                at("options").withArrayProperty("artifacts").add(artifact.wireName());
            }
            return this;
        }
    }
}
