import { readXml, XmlPlace, XmlTag } from './readXml';

class RootFound extends Error {
  constructor(readonly root: XmlTag) {
    super(root.name);
  }
}

/** The root element of a document, read no further than that. */
export function rootOf(bytes: Buffer): XmlTag {
  try {
    readXml(bytes, new XmlPlace(), {
      open: tag => {
        throw new RootFound(tag);
      },
    });
  } catch (error) {
    if (error instanceof RootFound) {
      return error.root;
    }
    throw error;
  }
  throw new TypeError('Well-formed XML has a root element');
}
