// Prints what OmegaT itself reads from the glossaries of a project, in the folder that the environment names.
import org.omegat.gui.glossary.GlossaryReaderTSV

def folder = new File(System.getenv("GLOSSARY_FOLDER"))
def lines = folder.listFiles().sort().collectMany { file ->
    GlossaryReaderTSV.read(file, false).collect { [it.srcText, it.locText, it.commentText].join("\t") }
}
new File(folder.parentFile, "glossary-read.tsv").setText(lines.join("\n"), "UTF-8")
