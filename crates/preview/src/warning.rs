//! What a caseworker should know about a file before asking for the original.

use crate::kind::coded;

coded! {
    /// Something in the file that the preview left out, made harmless or could not show.
    Warning {
        /// The document holds macros. They were not run.
        Macros = 1 "macros",
        /// The file holds a script (JavaScript, VBScript). It was not run.
        Scripts = 2 "scripts",
        /// The document does something by itself when it is opened: an action, a reload.
        Automatic = 3 "automatic",
        /// The document can start programs, send what is filled in, or fetch data (DDE).
        Actions = 4 "actions",
        /// The file holds links. They stand in the text as text, or do nothing in the picture.
        Links = 5 "links",
        /// The file fetches something from elsewhere when its own program opens it: a picture, a template.
        External = 6 "external",
        /// Other files are inside of this one. They are not shown.
        Embedded = 7 "embedded",
        /// A password is needed. Nothing of the content is shown.
        Locked = 8 "locked",
        /// There is more than what is shown: pages, text, names.
        Truncated = 9 "truncated",
        /// Something would unpack to more than the limits allow, and was left out.
        Bomb = 10 "bomb",
        /// The picture moves; the first picture is shown.
        Animated = 11 "animated",
        /// The file is damaged or not what it begins as; what could be read is shown.
        Damaged = 12 "damaged",
        /// Characters that do not show, or that turn the direction of text, were taken out.
        Invisible = 13 "invisible",
        /// The document has parts that its own program hides: sheets, slides, text.
        Hidden = 14 "hidden",
        /// The document holds pictures, which are not shown: of such documents only the text is.
        Pictures = 15 "pictures",
        /// The child did not finish: it ran into a limit or died. What came before is shown.
        Stopped = 16 "stopped",
    }
}
